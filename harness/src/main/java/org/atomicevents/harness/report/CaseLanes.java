package org.atomicevents.harness.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.atomicevents.harness.run.CaseResult;
import org.atomicevents.harness.run.CaseResult.Moment;

/**
 * The moments of one case, one lane per process, time downwards, with the cut.
 *
 * @param cut whether the fault is among the moments, as one that begins with its name; then times count from it
 */
record CaseLanes(List<Lane> lanes, List<Row> rows, boolean cut) {

    record Lane(String id, String title) {}

    /**
     * @param pause the time since the row above, if it is long enough to show; else empty
     * @param cells one per lane
     */
    record Row(String at, String pause, boolean cut, List<Stretch> cells, String what) {}

    /** The mark of a lane beside one moment. */
    enum Stretch {
        IDLE,
        EVENT,
        /** The process is dead or not ready yet. */
        DOWN,
        DOWN_EVENT,
        /** A prepared transaction holds its locks. */
        IN_DOUBT,
        IN_DOUBT_EVENT
    }

    private static final List<Lane> KNOWN = List.of(
            new Lane("application", "Application"),
            new Lane("log", "Transaction log"),
            new Lane("database", "Database"),
            new Lane("broker", "Broker"),
            new Lane("harness", "Harness"));

    private static final long LONG_PAUSE = 1_000;

    static CaseLanes of(CaseResult result) {
        List<Moment> moments = result.timeline();
        List<Lane> lanes = lanes(moments);
        OptionalInt cut = IntStream.range(0, moments.size())
                .filter(i -> moments.get(i).what().startsWith(result.fault()))
                .findFirst();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            rows.add(row(result, lanes, i, cut.orElse(-1)));
        }
        return new CaseLanes(lanes, rows, cut.isPresent());
    }

    private static Row row(CaseResult result, List<Lane> lanes, int index, int cut) {
        Moment moment = result.timeline().get(index);
        long zero = cut < 0 ? 0 : result.timeline().get(cut).at();
        long passed =
                index == 0 ? 0 : moment.at() - result.timeline().get(index - 1).at();
        List<Stretch> cells = lanes.stream()
                .map(lane -> stretch(result, lane.id(), index, cut))
                .toList();
        return new Row(
                index == cut ? "0" : Figures.offset(moment.at() - zero),
                passed < LONG_PAUSE ? "" : Figures.duration(passed),
                index == cut,
                cells,
                moment.what());
    }

    private static Stretch stretch(CaseResult result, String lane, int index, int cut) {
        List<Moment> moments = result.timeline();
        boolean event = moments.get(index).lane().equals(lane);
        if (cut < 0 || index < cut) {
            return event ? Stretch.EVENT : Stretch.IDLE;
        }
        boolean inDoubt = lane.equals("database")
                && moments.get(index).at() - moments.get(cut).at()
                        < result.times().inDoubt();
        if (inDoubt) {
            return event ? Stretch.IN_DOUBT_EVENT : Stretch.IN_DOUBT;
        }
        if (lane.equals("application") && index > cut && down(result, index, cut)) {
            return event ? Stretch.DOWN_EVENT : Stretch.DOWN;
        }
        return event ? Stretch.EVENT : Stretch.IDLE;
    }

    /** A killed process serves again with the first of its moments that a whole boot lies before. */
    private static boolean down(CaseResult result, int index, int cut) {
        List<Moment> moments = result.timeline();
        long ready = moments.get(cut).at() + result.times().boot();
        return moments.subList(cut + 1, index + 1).stream()
                .noneMatch(moment -> moment.lane().equals("application") && moment.at() >= ready);
    }

    private static List<Lane> lanes(List<Moment> moments) {
        Set<String> unknown = new LinkedHashSet<>();
        moments.forEach(moment -> unknown.add(moment.lane()));
        KNOWN.forEach(lane -> unknown.remove(lane.id()));
        List<Lane> lanes = new ArrayList<>(KNOWN);
        unknown.forEach(id -> lanes.add(new Lane(id, id)));
        return lanes;
    }
}

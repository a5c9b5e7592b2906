package org.atomicevents.harness.crash;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.atomicevents.harness.fault.Fault;
import org.atomicevents.harness.fault.ServerKilled;
import org.atomicevents.harness.trace.CrashPoint;

/**
 * The plan of one case. Immutable; the same strategy, point, repetition and seed give the same ids.
 *
 * @param roles that act in this strategy, in the order in which they act
 * @param folder relative to the run's folder
 * @param fault the fault that strikes at {@code point}
 */
record CrashCase(
        String id, String strategy, CrashPoint point, List<String> roles, long seed, String folder, Fault fault) {

    static CrashCase of(String strategy, CrashPoint point, List<String> roles, long seed, int repetition) {
        return of(strategy + "/" + point, point, new ServerKilled(), roles, seed, repetition);
    }

    static CrashCase of(String strategy, ExtraFault extraFault, List<String> roles, long seed, int repetition) {
        return of(strategy + "/" + extraFault.name(), extraFault.at(), extraFault.fault(), roles, seed, repetition);
    }

    private static CrashCase of(
            String id, CrashPoint point, Fault fault, List<String> roles, long seed, int repetition) {
        String strategy = id.substring(0, id.indexOf('/'));
        String name = id.replaceAll("[^A-Za-z0-9.-]+", "_").replaceAll("_+$", "");
        String folder = "cases/" + name + (repetition > 1 ? "~" + repetition : "");
        return new CrashCase(id, strategy, point, List.copyOf(roles), seed * 31 + repetition, folder, fault);
    }

    /** As it is called in the report: the traced step, or the extra fault's name. */
    String step() {
        return fault.isExtra()
                ? id.substring(strategy.length() + 1)
                : point.step().toString();
    }

    String product() {
        return name("product");
    }

    /** Of the command that is cut. */
    String command() {
        return name("command");
    }

    /** Of the command that made the product. */
    String creation() {
        return name("creation");
    }

    /** Of the last command, after recovery; {@code attempt} from 1. */
    String sentinel(int attempt) {
        return name("sentinel " + attempt);
    }

    BigDecimal price(long version) {
        return BigDecimal.TEN.add(BigDecimal.valueOf(version));
    }

    /** The one command that does it again. */
    String again() {
        return "./atomic-events crash --case '" + id + "'";
    }

    Path in(Path run) {
        return run.resolve(folder);
    }

    private String name(String what) {
        String key = id + " " + seed + " " + what;
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }
}

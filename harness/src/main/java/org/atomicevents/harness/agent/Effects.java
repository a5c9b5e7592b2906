package org.atomicevents.harness.agent;

/**
 * The methods that the rules call. A thread is traced while it plays a role; an effect inside another effect belongs to the outer one and
 * is not told apart. Safe for all threads: all state is the calling thread's own.
 *
 * <p>A thread without a role passes at the price of one thread-local read.
 */
public class Effects {

    private static final ThreadLocal<Part> PART = new ThreadLocal<>();

    /** The present role of one thread. */
    private static final class Part {
        final HarnessConnection line = new HarnessConnection();
        String role;
        int depth;
        boolean told;

        void tell(String phase, String site, String detail) {
            told = true;
            line.tell(role, phase, site, detail == null ? "" : detail);
        }
    }

    /** From here on this thread plays {@code role}; an inner role is ignored, the outer one stays. */
    public void enter(String role) {
        Part part = PART.get();
        if (part == null) {
            part = new Part();
            PART.set(part);
        }
        if (part.role == null) {
            part.role = role;
            part.depth = 0;
            part.told = false;
        }
    }

    /** The thread's role is over; the harness hears of it if it heard of the role at all. */
    public void leave(String role) {
        Part part = PART.get();
        if (part == null || !role.equals(part.role)) {
            return;
        }
        if (part.told) {
            part.tell("left", "", "");
        }
        part.role = null;
    }

    /** The effect {@code site} is about to happen. */
    public void before(String site, String detail) {
        Part part = playing();
        if (part != null && part.depth++ == 0) {
            part.tell("before", site, detail);
        }
    }

    /** The effect has happened and its answer has arrived. */
    public void after(String site, String detail) {
        end("after", site, detail);
    }

    /** The effect was refused, or nobody knows. */
    public void failed(String site, Throwable why) {
        end("failed", site, String.valueOf(why));
    }

    private void end(String phase, String site, String detail) {
        Part part = playing();
        if (part != null && --part.depth == 0) {
            part.tell(phase, site, detail);
        }
    }

    /** {@link #before} for a statement: only those that write or commit are effects. */
    public void beforeSql(String sql) {
        if (playing() != null) {
            String site = StatementName.site(sql);
            if (site != null) {
                before(site, sql);
            }
        }
    }

    public void afterSql(String sql) {
        if (playing() != null) {
            String site = StatementName.site(sql);
            if (site != null) {
                after(site, "");
            }
        }
    }

    public void failedSql(String sql, Throwable why) {
        if (playing() != null) {
            String site = StatementName.site(sql);
            if (site != null) {
                failed(site, why);
            }
        }
    }

    /** Something worth knowing that is no effect of this process, such as a delivery. */
    public void note(String site, String detail) {
        Part part = playing();
        if (part != null) {
            part.tell("note", site, detail);
        }
    }

    private static Part playing() {
        Part part = PART.get();
        return part == null || part.role == null ? null : part;
    }
}

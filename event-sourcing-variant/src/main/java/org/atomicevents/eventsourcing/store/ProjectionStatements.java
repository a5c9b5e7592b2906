package org.atomicevents.eventsourcing.store;

/** The SQL of the projections' checkpoints; a table of a few rows, served by its primary key. */
final class ProjectionStatements {

    static final String ALL = """
            SELECT name, generation, version, status, checkpoint, stopped_at, last_error,
                   (SELECT last FROM event_sequence WHERE id = 1)
                     + (SELECT count(*) FROM event_store WHERE position IS NULL) - checkpoint,
                   (SELECT count(*) FROM projection_held AS held
                    WHERE held.name = projection.name AND held.generation = projection.generation),
                   (SELECT held.last_error FROM projection_held AS held
                    WHERE held.name = projection.name AND held.generation = projection.generation
                    ORDER BY held.held_at DESC LIMIT 1)
            FROM projection
            WHERE status <> 'retired'
            ORDER BY name, generation
            """;

    /** Only the generations that have something to do, so that an idle one locks and writes nothing. */
    static final String RUNNING = """
            SELECT generation FROM projection
            WHERE name = ? AND version = ? AND status <> 'retired' AND stopped_at IS NULL
              AND (status = 'building' OR EXISTS (SELECT 1 FROM event_store WHERE position > projection.checkpoint))
            ORDER BY generation
            """;

    static final String HAS_VERSION =
            "SELECT generation FROM projection WHERE name = ? AND version = ? AND status <> 'retired'";

    static final String LAST_GENERATION = "SELECT coalesce(max(generation), 0) FROM projection WHERE name = ?";

    /** Two servers that start at once insert the same generation, and one of them succeeds. */
    static final String BUILD = """
            INSERT INTO projection (name, generation, version, status, checkpoint)
            VALUES (?, ?, ?, 'building', 0)
            ON CONFLICT DO NOTHING
            """;

    /** The generation that is being built; waits for the batch under way. */
    static final String RETIRE_BUILDING =
            "UPDATE projection SET status = 'retired' WHERE name = ? AND status = 'building'";

    /** No row means that another server applies events to it at this moment, or that it is retired or stopped. */
    static final String LOCK = """
            SELECT checkpoint, status FROM projection
            WHERE name = ? AND generation = ? AND version = ? AND status <> 'retired' AND stopped_at IS NULL
            FOR UPDATE SKIP LOCKED
            """;

    /** Waits for the batch under way; after it the live generation waits until the caller commits. */
    static final String LOCK_LIVE = "SELECT checkpoint FROM projection WHERE name = ? AND status = 'live' FOR UPDATE";

    static final String CHECKPOINT = "UPDATE projection SET checkpoint = ? WHERE name = ? AND generation = ?";

    static final String RETIRE_LIVE = "UPDATE projection SET status = 'retired' WHERE name = ? AND status = 'live'";

    static final String GO_LIVE = "UPDATE projection SET status = 'live' WHERE name = ? AND generation = ?";

    static final String STOP = """
            UPDATE projection SET stopped_at = CURRENT_TIMESTAMP, last_error = ? WHERE name = ? AND generation = ?
            """;

    static final String LOCK_RETIRED = """
            SELECT generation FROM projection WHERE name = ? AND status = 'retired'
            ORDER BY generation LIMIT 1
            FOR UPDATE SKIP LOCKED
            """;

    static final String DROP = "DELETE FROM projection WHERE name = ? AND generation = ? AND status = 'retired'";

    static final String HELD = "SELECT stream FROM projection_held WHERE name = ? AND generation = ?";

    static final String HOLD = """
            INSERT INTO projection_held (name, generation, stream, position, held_at, last_error)
            VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP, ?)
            """;

    /** A row if there is a live generation, and it does not hold a stream that the other one holds. Parameters: name, generation. */
    static final String HIDES_MORE = """
            SELECT 1 FROM projection AS live JOIN projection_held AS held ON held.name = live.name
            WHERE live.name = ? AND live.status = 'live' AND held.generation = ?
              AND NOT EXISTS (
                SELECT 1 FROM projection_held AS same
                WHERE same.name = live.name AND same.generation = live.generation AND same.stream = held.stream)
            LIMIT 1
            """;

    static final String LET_GO = "DELETE FROM projection_held WHERE name = ? AND generation = ?";

    private ProjectionStatements() {}
}

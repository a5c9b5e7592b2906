/**
 * Judges whether a run was right: pure functions of a recorded history, no clock, no network, no state; safe from any thread.
 *
 * <p>Sound, not complete: an anomaly is reported only if the history proves it, and a history that proves nothing is UNKNOWN.
 * Depends on {@code run} and {@code history} alone, so that a stored case can be judged again anywhere.
 */
package org.atomicevents.harness.check;

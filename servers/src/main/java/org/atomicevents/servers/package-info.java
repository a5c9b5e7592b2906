/**
 * The real servers as child processes: found, configured, started, killed, started again, and never left behind.
 *
 * <p>Everything listens on loopback, on ports chosen free at the start and kept over restarts.
 */
package org.atomicevents.servers;

/**
 * Cases: one strategy, one crash point, one fault. Sends the command, sees the fault fire, restarts, proves that everything
 * came to rest, and records what was seen on the way.
 */
package org.atomicevents.harness.crash;

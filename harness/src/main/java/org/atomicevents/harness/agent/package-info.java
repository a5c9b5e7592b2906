/**
 * The part of the harness that enters a server: what the Byteman rules call, on the server's boot class path. It says when a
 * thread is about to do, and has done, something that outlives the process, and waits to be told to go on. Knows nothing but
 * {@code java.*}.
 */
package org.atomicevents.harness.agent;

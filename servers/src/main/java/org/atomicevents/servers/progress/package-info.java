/** The progress of a long command, for the person who waits for it. */
package org.atomicevents.servers.progress;

/** What a long command tells the person who waits for it. */
package org.atomicevents.servers.progress;

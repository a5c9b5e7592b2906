/** The faults that strike a process at a crash point. The only code that harms one. */
package org.atomicevents.harness.fault;

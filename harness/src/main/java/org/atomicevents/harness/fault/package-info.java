/** What is done to a process at a crash point. The only code that hurts one. */
package org.atomicevents.harness.fault;

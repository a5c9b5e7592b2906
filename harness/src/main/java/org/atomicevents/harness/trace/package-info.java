/**
 * Steps: what a traced server says it is about to do, who may go on, and what a fault-free run has in common with the next.
 * Works on reports alone; knows no process, no database and no broker.
 */
package org.atomicevents.harness.trace;

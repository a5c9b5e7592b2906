/**
 * The cost of each strategy: JMH benchmarks against a real database and a real broker, and beside them, in the same run, the
 * limits they are compared with. The only harness code that links the variants.
 */
package org.atomicevents.harness.bench;

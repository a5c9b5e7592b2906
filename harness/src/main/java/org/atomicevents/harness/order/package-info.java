/**
 * Order under load: two servers on one database and one broker, many writers, one server killed on the way. What is consumed
 * must be every subject's versions, each once, in order.
 */
package org.atomicevents.harness.order;

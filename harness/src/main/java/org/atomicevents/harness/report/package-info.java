/**
 * The report for a person: one HTML page, one picture and one JUnit file, each a pure function of {@code run.json} and of
 * the JMH file that it names. Nothing here runs, kills or judges anything.
 *
 * <p>Each section of the page has one class that turns the run into the words and numbers of that section; the
 * templates beside them only lay these out.
 */
package org.atomicevents.harness.report;

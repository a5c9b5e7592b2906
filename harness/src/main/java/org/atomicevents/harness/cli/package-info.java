/** The command line: what a person types, and what a script gets back. Nothing is decided here. */
package org.atomicevents.harness.cli;

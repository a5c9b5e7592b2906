package org.atomicevents.console.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything below the context root is REST, and for operators only: see {@code WEB-INF/web.xml}. */
@ApplicationPath("/")
public class ConsoleApplication extends Application {}

package org.atomicevents.catalogquery.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything below the context root is REST. */
@ApplicationPath("/")
public class QueryApplication extends Application {}

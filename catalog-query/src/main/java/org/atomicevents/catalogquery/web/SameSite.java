package org.atomicevents.catalogquery.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.atomicevents.web.SameOrigin;

/** Refuses changes that another site's page asks for, see {@link SameOrigin}. JAX-RS looks for filters in the WAR only. */
@Provider
public class SameSite implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        SameOrigin.require(request);
    }
}

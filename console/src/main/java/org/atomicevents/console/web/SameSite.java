package org.atomicevents.console.web;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Refuses changes that another site's page asks for through an operator's browser, which sends name and password by itself.
 * Browsers send the origin of a request in {@code Sec-Fetch-Site}; programs do not, and are let through.
 */
@Provider
public class SameSite implements ContainerRequestFilter {

    private static final Set<String> OWN = Set.of("same-origin", "none");

    @Override
    public void filter(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        if (!HttpMethod.GET.equals(request.getMethod()) && site != null && !OWN.contains(site)) {
            throw ConsoleProblem.foreign();
        }
    }
}

package org.atomicevents.web;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Set;

/**
 * The refusal of changes that another site's page asks for through an operator's browser, which sends name and password by itself.
 * Stateless.
 *
 * <p>A browser tells where a request comes from: in {@code Sec-Fetch-Site}, but only over TLS or on loopback, and in {@code Origin} with
 * every request of a page that is no GET. Programs send neither, and are let through. A proxy in front of the server must keep the header
 * {@code Host}. (Fetch Metadata, W3C; RFC 6454, section 7.)
 */
public final class SameOrigin {

    private static final Set<String> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private SameOrigin() {}

    /** @throws Problem 403 if {@code request} is a change, and another site's page has sent it */
    public static void require(ContainerRequestContext request) {
        if (!READING.contains(request.getMethod()) && isForeign(request)) {
            throw new Problem(
                    403,
                    "foreign",
                    "The request comes from another site's page",
                    "Nothing was changed: send it with a program such as curl, or from a page of this server");
        }
    }

    private static boolean isForeign(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        String origin = request.getHeaderString("Origin");
        return site != null && !OWN.contains(site)
                || origin != null && !authority(origin).equalsIgnoreCase(request.getHeaderString(HttpHeaders.HOST));
    }

    /** Host and port; empty for the origin "null" of a page in a sandbox, and for anything else that has none. */
    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException noUri) {
            return "";
        }
    }
}

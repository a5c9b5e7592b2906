package org.atomicevents.console.health.checks;

import jakarta.enterprise.context.ApplicationScoped;
import org.atomicevents.console.health.HealthBoard;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** DOWN if another server could take requests and this one cannot; its data has all alarms. */
@Readiness
@ApplicationScoped
public class IsReady implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        HealthBoard.Health health = HealthBoard.health();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("atomicevents-ready").status(health.ready());
        health.remarks().forEach(response::withData);
        return response.build();
    }
}

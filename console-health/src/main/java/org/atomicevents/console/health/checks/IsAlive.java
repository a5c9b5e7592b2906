package org.atomicevents.console.health.checks;

import jakarta.enterprise.context.ApplicationScoped;
import org.atomicevents.console.health.HealthBoard;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** DOWN if a restart would help; its data has all alarms. */
@Liveness
@ApplicationScoped
public class IsAlive implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        HealthBoard.Health health = HealthBoard.health();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("atomicevents-alive").status(health.alive());
        health.remarks().forEach(response::withData);
        return response.build();
    }
}

package org.atomicevents.console.health.checks;

import jakarta.enterprise.context.ApplicationScoped;
import org.atomicevents.console.health.HealthBoard;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** DOWN if a restart would help; what is wrong is in its data. */
@Liveness
@ApplicationScoped
public class IsAlive implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        HealthBoard.Answer answer = HealthBoard.ask();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("atomicevents-alive").status(answer.alive());
        answer.remarks().forEach(response::withData);
        return response.build();
    }
}

package org.atomicevents.console.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.atomicevents.web.Problem;

/** The server's error page for 401 and 403: problem details instead of HTML. */
@WebServlet("/refused")
public class RefusedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Takes every method: a refused request arrives with its own. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = problem(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(problem.json().getBytes(StandardCharsets.UTF_8));
    }

    private static Problem problem(Object status) {
        if (Integer.valueOf(401).equals(status)) {
            return ConsoleProblem.unauthenticated();
        }
        return Integer.valueOf(403).equals(status)
                ? ConsoleProblem.forbidden(Role.VIEWER)
                : Problem.unknown("Nothing is to be seen here");
    }
}

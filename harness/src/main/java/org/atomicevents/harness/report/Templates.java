package org.atomicevents.harness.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** FreeMarker over {@code report/} on the class path; escaping follows the template's extension. */
final class Templates {

    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final Configuration CONFIGURATION = configuration();

    private Templates() {}

    /** The page's records reach the template as plain maps and lists, so that they need not be public. */
    static String render(String template, Page page) throws IOException {
        Map<String, Object> root = new HashMap<>();
        root.put("page", MAPPER.convertValue(page, Map.class));
        root.put("data", forScript(page));
        root.put("chartLibrary", chartLibrary());
        StringWriter out = new StringWriter();
        try {
            CONFIGURATION.getTemplate(template).process(root, out);
        } catch (TemplateException e) {
            throw new IOException("The template " + template + " does not fit this run: " + e.getMessage(), e);
        }
        return out.toString();
    }

    /** JSON that can stand in a script element: nothing in it can end the element. */
    private static String forScript(Page page) throws IOException {
        Map<String, Object> data = Map.of(
                "recovery",
                page.recovery(),
                "bound",
                Recovery.BOUND,
                "panels",
                page.benchmarks().panels());
        return MAPPER.writeValueAsString(data).replace("<", "\\u003c");
    }

    private static String chartLibrary() throws IOException {
        try (InputStream in = Templates.class.getResourceAsStream(CHARTS)) {
            if (in == null) {
                throw new IOException("The chart library is not on the class path as " + CHARTS
                        + ": the version of org.webjars.npm:echarts changed; change the path with it.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassLoaderForTemplateLoading(Templates.class.getClassLoader(), "report");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setOutputEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setRecognizeStandardFileExtensions(true);
        return configuration;
    }
}

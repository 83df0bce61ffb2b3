package io.jenkins.plugins.mlpipeline.engine.registry.mlflow;

import io.jenkins.plugins.mlpipeline.engine.verification.http.ServerAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An MLflow server.
 *
 * @param name what people call it; stands in messages in place of its address
 * @param address before {@code /api/2.0}, without user and password
 * @param authorization the header with credentials; null for none; never shown
 */
public record MlflowServer(String name, URI address, String authorization) {
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts";
    private static final String API = "/api/2.0/mlflow/";

    /**
     * An address as it is written.
     *
     * @throws io.jenkins.plugins.mlpipeline.engine.UserError when it is none, or has a password in it
     */
    public static URI address(String written) {
        return ServerAddress.of("the MLflow server", "https://mlflow.example", "/api/2.0/mlflow", written);
    }

    /** The address of an endpoint of the API. */
    URI api(String endpoint, Map<String, String> query) {
        String asked = query.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
        return ServerAddress.below(address, API + endpoint + (asked.isEmpty() ? "" : "?" + asked));
    }

    /** The address of a file in the store of artifacts. */
    URI artifact(String path) {
        String written = Arrays.stream(path.split("/"))
                .map(name -> encoded(name).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        return ServerAddress.below(address, ARTIFACTS + "/" + written);
    }

    /** The address of the list of a folder in the store of artifacts. */
    URI artifacts(String path) {
        return ServerAddress.below(address, ARTIFACTS + "?path=" + encoded(path));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.jenkins.plugins.mlpipeline.engine.verification.check;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import io.jenkins.plugins.mlpipeline.engine.text.NearNames;
import io.jenkins.plugins.mlpipeline.engine.verification.check.Measure.Aggregate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The series that a serving stack exports under their usual names. What a stack does not export has no criterion here: a
 * histogram is needed for a quantile, and a counter of failures for errors.
 */
public enum Preset {
    /** KServe's Python server for latency; Knative's queue proxy for errors. */
    KSERVE(
            "revision_app_request_count{response_code_class=\"5xx\"}",
            "revision_app_request_count",
            "request_predict_seconds_bucket",
            1),
    /** MLServer, which Seldon Core 2 and KServe use too. */
    MLSERVER(
            "rest_server_requests_total{status_code=~\"5..\",path!~\".*/health/.*\"}",
            "rest_server_requests_total{path!~\".*/health/.*\"}",
            "rest_server_request_duration_seconds_bucket{path!~\".*/health/.*\"}",
            1),
    /** The executor of Seldon Core 1. */
    SELDON(
            "seldon_api_executor_server_requests_seconds_count{code=~\"5..\"}",
            "seldon_api_executor_server_requests_seconds_count",
            "seldon_api_executor_server_requests_seconds_bucket",
            1),
    /** TorchServe in its metrics mode "prometheus"; it has no histogram of latencies. */
    TORCHSERVE("Requests5XX", "{__name__=~\"Requests[245]XX\"}", null, 1),
    /** Triton; its latencies are sums, without a histogram. */
    TRITON("nv_inference_request_failure", "{__name__=~\"nv_inference_request_(success|failure)\"}", null, 1),
    /** BentoML from 1.0 on. */
    BENTOML(
            "bentoml_service_request_total{http_response_code=~\"5..\"}",
            "bentoml_service_request_total",
            "bentoml_service_request_duration_seconds_bucket",
            1),
    /** FastAPI with prometheus-fastapi-instrumentator, which MLflow's model server can be given. */
    FASTAPI(
            "http_requests_total{status=~\"5..|5xx\",handler!=\"/metrics\"}",
            "http_requests_total{handler!=\"/metrics\"}",
            "http_request_duration_highr_seconds_bucket",
            1),
    /** Flask with prometheus_flask_exporter, as older MLflow servers are. */
    MLFLOW(
            "flask_http_request_total{status=~\"5..\"}",
            "flask_http_request_total",
            "flask_http_request_duration_seconds_bucket",
            1),
    /** The usual names of an HTTP server with a label "code". */
    HTTP("http_requests_total{code=~\"5..\"}", "http_requests_total", "http_request_duration_seconds_bucket", 1),
    /** Istio, as the destination's proxy counts. */
    ISTIO(
            "istio_requests_total{reporter=\"destination\",response_code=~\"5..\"}",
            "istio_requests_total{reporter=\"destination\"}",
            "istio_request_duration_milliseconds_bucket{reporter=\"destination\"}",
            1000),
    /** Envoy in the pod. */
    ENVOY(
            "envoy_cluster_upstream_rq_xx{envoy_response_code_class=\"5\"}",
            "envoy_cluster_upstream_rq_xx",
            "envoy_cluster_upstream_rq_time_bucket",
            1000),
    /** The NGINX ingress controller: its pods are not the deployment's, so that a service tells what is meant. */
    NGINX(
            "nginx_ingress_controller_requests{exported_namespace=\"$namespace\",exported_service=\"$service\","
                    + "status=~\"5..\"}",
            "nginx_ingress_controller_requests{exported_namespace=\"$namespace\",exported_service=\"$service\"}",
            "nginx_ingress_controller_request_duration_seconds_bucket{exported_namespace=\"$namespace\","
                    + "exported_service=\"$service\"}",
            1);

    private static final Pattern LATENCY = Pattern.compile("latency_p([0-9]{1,2}(?:\\.[0-9]{1,3})?)");
    private static final String ERRORS = "errors";
    private static final String MEMORY = "memory";

    private final String failures;
    private final String requests;
    private final String latency;
    private final double perSecond;

    Preset(String failures, String requests, String latency, double perSecond) {
        this.failures = failures;
        this.requests = requests;
        this.latency = latency;
        this.perSecond = perSecond;
    }

    /** As it is written. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many of its units of time are a second. */
    public double perSecond() {
        return perSecond;
    }

    /**
     * One of its criteria: {@code errors}, {@code latency_p95} (and any other percentile) or {@code memory}.
     *
     * @throws UserError when it has none of that name
     */
    public Measure measure(String criterion) {
        if (criterion.equals(ERRORS)) {
            return new Measure.Rate(Selector.parse(failures), Selector.parse(requests));
        }
        if (criterion.equals(MEMORY) && this != NGINX) {
            return new Measure.Gauge(Selector.parse("process_resident_memory_bytes"), Aggregate.MAX);
        }
        Matcher percentile = LATENCY.matcher(criterion);
        if (percentile.matches() && latency != null) {
            return new Measure.Quantile(
                    Selector.parse(latency),
                    new BigDecimal(percentile.group(1)).movePointLeft(2).doubleValue());
        }
        if (percentile.matches()) {
            throw new UserError("\"" + key() + "\" exports no histogram of latencies, so that it has no quantile. Name"
                    + " one of your own (histogram, quantile), or take the criterion of what stands before it.");
        }
        List<String> known = new ArrayList<>(List.of(ERRORS, MEMORY));
        if (latency != null) {
            known.add("latency_p95");
        }
        throw new UserError(
                "\"" + key() + "\" has no criterion \"" + criterion + "\". " + NearNames.hint(criterion, known));
    }

    /** Whether a criterion is a time, whose limit needs a unit. */
    public static boolean isTime(String criterion) {
        return LATENCY.matcher(criterion).matches();
    }

    /** @throws UserError when there is none of that name */
    public static Preset of(String key) {
        List<String> known = Arrays.stream(values()).map(Preset::key).toList();
        return Arrays.stream(values())
                .filter(p -> p.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () -> new UserError("the preset \"" + key + "\" is unknown. " + NearNames.hint(key, known)));
    }
}

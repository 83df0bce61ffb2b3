package io.jenkins.plugins.mlpipeline.engine.verification.http;

import io.jenkins.plugins.mlpipeline.engine.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Clients that follow no redirects: credentials would go with them. */
public final class Clients {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private Clients() {}

    /** A client that trusts what Java trusts. */
    public static HttpClient.Builder standard() {
        return careful(HttpClient.newBuilder());
    }

    /** The same with what a builder has already, for example a proxy. */
    public static HttpClient.Builder careful(HttpClient.Builder builder) {
        return builder.version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
    }

    /**
     * A client that trusts an authority of its own, and no other.
     *
     * @param pem its certificate, or several
     * @throws UserError when it is none
     */
    public static HttpClient.Builder trusting(String pem) {
        return trusting(HttpClient.newBuilder(), pem);
    }

    /** The same with what a builder has already. */
    public static HttpClient.Builder trusting(HttpClient.Builder builder, String pem) {
        try {
            Collection<? extends Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            if (all.isEmpty()) {
                throw new UserError("The certificate of the authority is empty; a PEM text is expected.");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate one : all) {
                store.setCertificateEntry("authority-" + number++, one);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return careful(builder).sslContext(context);
        } catch (GeneralSecurityException | IOException e) {
            throw new UserError("The certificate of the authority can't be read; a PEM text is expected.", e);
        }
    }
}

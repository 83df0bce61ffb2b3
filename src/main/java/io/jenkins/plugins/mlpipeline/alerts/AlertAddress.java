package io.jenkins.plugins.mlpipeline.alerts;

import hudson.Extension;
import hudson.security.csrf.CrumbExclusion;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import jenkins.model.Jenkins;
import jenkins.security.BasicHeaderAuthenticator;
import org.springframework.security.core.Authentication;

/** The one address that alerts come to; what Jenkins does with every other request it does not do with those. */
final class AlertAddress {
    /** The first part of the address. */
    static final String URL = "ml-alerts";

    private static final String PATH = "/" + URL + "/alertmanager";

    private AlertAddress() {}

    /** Whether a request goes there, and to nothing below. */
    static boolean isOf(HttpServletRequest request) {
        return PATH.equals(request.getPathInfo());
    }

    /** Alertmanager has no crumb; it has a secret of its own. */
    @Extension
    public static final class WithoutCrumb extends CrumbExclusion {
        @Override
        public boolean process(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            if (!isOf(request)) {
                return false;
            }
            chain.doFilter(request, response);
            return true;
        }
    }

    /**
     * The name and password of Alertmanager are not those of a user: here they make nobody of whoever sends them, and the
     * endpoint itself compares them. Comes first, so that no realm is asked about them.
     */
    @Extension(ordinal = Integer.MAX_VALUE)
    public static final class WithoutUser extends BasicHeaderAuthenticator {
        @Override
        public Authentication authenticate2(
                HttpServletRequest request, HttpServletResponse response, String username, String password) {
            return isOf(request) ? Jenkins.ANONYMOUS2 : null;
        }
    }
}

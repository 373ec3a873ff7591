package serai.simulator;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcherExtension;

/**
 * The custom matcher {@code parameter}: a parameter {@code name} has the {@code value}, wherever it travels, query or
 * form. WireMock's own matchers look at one of the two only.
 */
final class ParameterMatcher extends RequestMatcherExtension {
    @Override
    public String getName() {
        return "parameter";
    }

    @Override
    public MatchResult match(Request request, Parameters parameters) {
        String name = parameters.getString("name");
        String value = parameters.getString("value");
        var query = request.queryParameter(name);
        if (query.isPresent() && query.containsValue(value)) {
            return MatchResult.exactMatch();
        }
        var form = request.formParameter(name);
        return MatchResult.of(form.isPresent() && form.containsValue(value));
    }
}

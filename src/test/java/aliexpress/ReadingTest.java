package aliexpress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import serai.base.Json;

class ReadingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                       | 0",
                "{\"list\":null}                          | 0",
                "{\"list\":{}}                            | 0",
                "{\"list\":\"\"}                          | 0",
                "{\"list\":\"text\"}                      | 0",
                "{\"list\":[]}                            | 0",
                "{\"list\":{\"item\":[]}}                 | 0",
                "{\"list\":{\"item\":null}}               | 0",
                "{\"list\":{\"item\":{}}}                 | 0",
                "{\"list\":{\"id\":1}}                    | 1",
                "{\"list\":{\"item\":{\"id\":1}}}         | 1",
                "{\"list\":{\"item\":7}}                  | 1",
                "{\"list\":{\"item\":[{\"id\":1}]}}       | 1",
                "{\"list\":[{\"id\":1},{\"id\":2}]}       | 2",
                "{\"list\":{\"item\":[{},{\"id\":2}]}}    | 2",
                "{\"list\":{\"other\":[{\"id\":1},2,3]}}  | 3"
            })
    void listIsReadHoweverItIsWrapped(String json, int size) {
        var parent = Json.read(json, JsonNode.class);

        var list = Reading.list(parent, "list", "item");

        assertThat(list).hasSize(size);
    }

    @Test
    void flagIsReadFromTextAndLeftOpenWhenItIsNone() {
        var node = Json.read("{\"a\":true,\"b\":\"TRUE\",\"c\":\"false\",\"d\":1,\"e\":null}", JsonNode.class);

        assertThat(Reading.flag(node, "a")).contains(true);
        assertThat(Reading.flag(node, "b")).contains(true);
        assertThat(Reading.flag(node, "c")).contains(false);
        assertThat(Reading.flag(node, "d")).isEmpty();
        assertThat(Reading.flag(node, "e", "missing")).isEmpty();
    }

    @Test
    void numberOfSeventeenDigitsKeepsItsDigits() {
        var node = Json.read("{\"id\":12000037255569171}", JsonNode.class);

        assertThat(Reading.text(node, "id")).isEqualTo("12000037255569171");
    }
}

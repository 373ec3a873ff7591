package aliexpress;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * {@code param_place_order_request4_open_api_d_t_o} of {@code aliexpress.ds.order.create}, spelled as AliExpress spells
 * it: it ignores a name that it does not know, without a word.
 *
 * @param out_order_id our reference; AliExpress remembers it for 24 hours
 */
@SuppressWarnings("MemberName")
record PlaceRequest(String out_order_id, LogisticsAddress logistics_address, List<ProductItem> product_items) {

    /** Where the parcel goes; empty fields are left out. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record LogisticsAddress(
            String address,
            String address2,
            String city,
            String province,
            String country,
            String zip,
            String contact_person,
            String full_name,
            String mobile_no,
            String phone_country,
            String cpf,
            String tax_number,
            String vat_no,
            String tax_company,
            String passport_no,
            String passport_no_date,
            String passport_organization,
            String foreigner_passport_no,
            Optional<Boolean> is_foreigner,
            String rut_no,
            String location_tree_address_id) {}

    /**
     * One line.
     *
     * @param product_id a number on the wire, 16 or 17 digits: never a {@code double}
     * @param sku_attr the variant as product.get names it; sent as empty text for a product with a single SKU
     */
    record ProductItem(
            long product_id,
            int product_count,
            String sku_attr,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String logistics_service_name,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String order_memo) {}

    /** {@code ds_extend_request}: how it is paid, and Saudi Arabia's national address. */
    record Extension(
            Payment payment,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonProperty("trade_extra_param")
            Optional<TradeExtra> trade_extra_param) {}

    /** @param try_to_pay {@code "true"} pays at once; only for apps that AliExpress has allowed it */
    record Payment(String pay_currency, String try_to_pay) {}

    /** @param nat_addr 4 letters and 4 digits */
    record TradeExtra(String nat_addr) {}
}

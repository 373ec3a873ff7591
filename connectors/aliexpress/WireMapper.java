package aliexpress;

import java.util.Map;
import org.mapstruct.Context;
import org.mapstruct.Mapper;
import org.mapstruct.MapperConfig;
import org.mapstruct.Mapping;
import org.mapstruct.Named;
import org.mapstruct.ReportingPolicy;
import org.mapstruct.factory.Mappers;
import serai.provider.Cause;
import serai.provider.PlaceOrder;
import serai.provider.Refusal;

/** From our request to AliExpress' own; a field that nobody fills stops the build. */
@Mapper(config = WireMapper.Complete.class)
interface WireMapper {
    /** What every mapper of this folder keeps to. */
    @MapperConfig(unmappedTargetPolicy = ReportingPolicy.ERROR)
    interface Complete {}

    WireMapper INSTANCE = Mappers.getMapper(WireMapper.class);

    /**
     * @param note the order's, which AliExpress takes per line
     * @throws Refusal if a product id is no number, or a wish of the customer does not fit
     */
    @Mapping(target = "out_order_id", source = "order.reference.value")
    @Mapping(target = "logistics_address", source = "recipient")
    @Mapping(target = "product_items", source = "order.items")
    PlaceRequest request(PlaceOrder order, Recipient recipient, @Context String note);

    @Mapping(target = "address", source = "line1")
    @Mapping(target = "address2", source = "line2")
    @Mapping(target = "contact_person", source = "name")
    @Mapping(target = "full_name", source = "name")
    @Mapping(target = "mobile_no", source = "phone.national")
    @Mapping(target = "phone_country", source = "phone.country")
    @Mapping(target = "is_foreigner", source = "foreigner")
    @Mapping(target = "cpf", source = "ids", qualifiedByName = "cpf")
    @Mapping(target = "tax_number", source = "ids", qualifiedByName = "tax_number")
    @Mapping(target = "vat_no", source = "ids", qualifiedByName = "vat_no")
    @Mapping(target = "tax_company", source = "ids", qualifiedByName = "tax_company")
    @Mapping(target = "passport_no", source = "ids", qualifiedByName = "passport_no")
    @Mapping(target = "passport_no_date", source = "ids", qualifiedByName = "passport_no_date")
    @Mapping(target = "passport_organization", source = "ids", qualifiedByName = "passport_organization")
    @Mapping(target = "foreigner_passport_no", source = "ids", qualifiedByName = "foreigner_passport_no")
    @Mapping(target = "rut_no", source = "ids", qualifiedByName = "rut_no")
    @Mapping(target = "location_tree_address_id", source = "ids", qualifiedByName = "location_tree_address_id")
    PlaceRequest.LogisticsAddress address(Recipient recipient);

    @Mapping(target = "product_id", source = "item", qualifiedByName = "product")
    @Mapping(target = "product_count", source = "quantity")
    @Mapping(target = "sku_attr", source = "variant")
    @Mapping(target = "logistics_service_name", source = "shippingService")
    @Mapping(target = "order_memo", expression = "java(Memo.of(item, note))")
    PlaceRequest.ProductItem item(PlaceOrder.Item item, @Context String note);

    @Named("product")
    default long product(PlaceOrder.Item item) {
        String id = item.productId();
        if (!id.matches("[0-9]{1,18}")) {
            throw Refusal.unmappable(
                    Cause.ITEM_UNKNOWN,
                    "items[" + item.lineId() + "].productId",
                    id.isBlank()
                            ? "is missing; the listing has to name AliExpress' product number"
                            : "must be AliExpress' product number, digits only");
        }
        return Long.parseLong(id);
    }

    @Named("cpf")
    default String cpf(Map<String, String> ids) {
        return id(ids, "cpf");
    }

    @Named("tax_number")
    default String taxNumber(Map<String, String> ids) {
        return id(ids, "tax_number");
    }

    @Named("vat_no")
    default String vatNumber(Map<String, String> ids) {
        return id(ids, "vat_no");
    }

    @Named("tax_company")
    default String taxCompany(Map<String, String> ids) {
        return id(ids, "tax_company");
    }

    @Named("passport_no")
    default String passport(Map<String, String> ids) {
        return id(ids, "passport_no");
    }

    @Named("passport_no_date")
    default String passportDate(Map<String, String> ids) {
        return id(ids, "passport_no_date");
    }

    @Named("passport_organization")
    default String passportOrganization(Map<String, String> ids) {
        return id(ids, "passport_organization");
    }

    @Named("foreigner_passport_no")
    default String foreignerPassport(Map<String, String> ids) {
        return id(ids, "foreigner_passport_no");
    }

    @Named("rut_no")
    default String rut(Map<String, String> ids) {
        return id(ids, "rut_no");
    }

    @Named("location_tree_address_id")
    default String locationTree(Map<String, String> ids) {
        return id(ids, "location_tree_address_id");
    }

    private static String id(Map<String, String> ids, String name) {
        return ids.getOrDefault(name, "").strip();
    }
}

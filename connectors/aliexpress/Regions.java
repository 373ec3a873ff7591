package aliexpress;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names of states and provinces by the codes that stores write (ISO 3166-2 without the country; Shopify and WooCommerce
 * use them). AliExpress takes names. A country that has no table here keeps what the store wrote.
 */
final class Regions {
    private static final Map<String, Map<String, String>> NAMES = Map.of(
            "US",
            table("AL=Alabama;AK=Alaska;AZ=Arizona;AR=Arkansas;CA=California;CO=Colorado;CT=Connecticut;DE=Delaware;"
                    + "DC=District of Columbia;FL=Florida;GA=Georgia;HI=Hawaii;ID=Idaho;IL=Illinois;IN=Indiana;IA=Iowa;"
                    + "KS=Kansas;KY=Kentucky;LA=Louisiana;ME=Maine;MD=Maryland;MA=Massachusetts;MI=Michigan;"
                    + "MN=Minnesota;MS=Mississippi;MO=Missouri;MT=Montana;NE=Nebraska;NV=Nevada;NH=New Hampshire;"
                    + "NJ=New Jersey;NM=New Mexico;NY=New York;NC=North Carolina;ND=North Dakota;OH=Ohio;OK=Oklahoma;"
                    + "OR=Oregon;PA=Pennsylvania;RI=Rhode Island;SC=South Carolina;SD=South Dakota;TN=Tennessee;"
                    + "TX=Texas;UT=Utah;VT=Vermont;VA=Virginia;WA=Washington;WV=West Virginia;WI=Wisconsin;WY=Wyoming;"
                    + "PR=Puerto Rico;GU=Guam;VI=Virgin Islands;AS=American Samoa;MP=Northern Mariana Islands;"
                    + "AA=Armed Forces Americas;AE=Armed Forces Europe;AP=Armed Forces Pacific"),
            "CA",
            table("AB=Alberta;BC=British Columbia;MB=Manitoba;NB=New Brunswick;NL=Newfoundland and Labrador;"
                    + "NS=Nova Scotia;NT=Northwest Territories;NU=Nunavut;ON=Ontario;PE=Prince Edward Island;QC=Quebec;"
                    + "SK=Saskatchewan;YT=Yukon"),
            "AU",
            table("ACT=Australian Capital Territory;NSW=New South Wales;NT=Northern Territory;QLD=Queensland;"
                    + "SA=South Australia;TAS=Tasmania;VIC=Victoria;WA=Western Australia"),
            "BR",
            table("AC=Acre;AL=Alagoas;AP=Amapá;AM=Amazonas;BA=Bahia;CE=Ceará;DF=Distrito Federal;ES=Espírito Santo;"
                    + "GO=Goiás;MA=Maranhão;MT=Mato Grosso;MS=Mato Grosso do Sul;MG=Minas Gerais;PA=Pará;PB=Paraíba;"
                    + "PR=Paraná;PE=Pernambuco;PI=Piauí;RJ=Rio de Janeiro;RN=Rio Grande do Norte;"
                    + "RS=Rio Grande do Sul;RO=Rondônia;RR=Roraima;SC=Santa Catarina;SP=São Paulo;SE=Sergipe;"
                    + "TO=Tocantins"),
            "DE",
            table("BB=Brandenburg;BE=Berlin;BW=Baden-Württemberg;BY=Bayern;HB=Bremen;HE=Hessen;HH=Hamburg;"
                    + "MV=Mecklenburg-Vorpommern;NI=Niedersachsen;NW=Nordrhein-Westfalen;RP=Rheinland-Pfalz;"
                    + "SH=Schleswig-Holstein;SL=Saarland;SN=Sachsen;ST=Sachsen-Anhalt;TH=Thüringen"),
            "ES",
            table("A=Alicante;AB=Albacete;AL=Almería;AV=Ávila;B=Barcelona;BA=Badajoz;BI=Bizkaia;BU=Burgos;C=A Coruña;"
                    + "CA=Cádiz;CC=Cáceres;CE=Ceuta;CO=Córdoba;CR=Ciudad Real;CS=Castellón;CU=Cuenca;GC=Las Palmas;"
                    + "GI=Girona;GR=Granada;GU=Guadalajara;H=Huelva;HU=Huesca;J=Jaén;L=Lleida;LE=León;LO=La Rioja;"
                    + "LU=Lugo;M=Madrid;MA=Málaga;ML=Melilla;MU=Murcia;NA=Navarra;O=Asturias;OR=Ourense;P=Palencia;"
                    + "PM=Baleares;PO=Pontevedra;S=Cantabria;SA=Salamanca;SE=Sevilla;SG=Segovia;SO=Soria;"
                    + "SS=Gipuzkoa;T=Tarragona;TE=Teruel;TF=Santa Cruz de Tenerife;TO=Toledo;V=Valencia;VA=Valladolid;"
                    + "VI=Álava;Z=Zaragoza;ZA=Zamora"),
            "ZA",
            table("EC=Eastern Cape;FS=Free State;GP=Gauteng;GT=Gauteng;KZN=KwaZulu-Natal;NL=KwaZulu-Natal;LP=Limpopo;"
                    + "MP=Mpumalanga;NC=Northern Cape;NW=North West;WC=Western Cape"));

    private Regions() {}

    /**
     * The name of a region. A prefix such as {@code DE-} and the case of a code do not matter.
     *
     * @param country two capital letters
     * @param region a code or a name, not empty
     * @return empty if the country's table is known and the region is neither a code nor longer than codes are
     */
    static Optional<String> name(String country, String region) {
        String bare = region.regionMatches(true, 0, country + "-", 0, 3) ? region.substring(3) : region;
        Map<String, String> names = NAMES.getOrDefault(country, Map.of());
        String known = names.get(bare.toUpperCase(Locale.ROOT));
        if (known != null) {
            return Optional.of(known);
        }
        return names.isEmpty() || bare.length() > 3 ? Optional.of(bare) : Optional.empty();
    }

    private static Map<String, String> table(String codes) {
        Map<String, String> names = new HashMap<>();
        for (String pair : codes.split(";", -1)) {
            int equals = pair.indexOf('=');
            names.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return Map.copyOf(names);
    }
}

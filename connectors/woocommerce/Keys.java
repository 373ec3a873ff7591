package woocommerce;

import serai.base.Secret;

/** What WooCommerce knows us by. */
record Keys(String key, Secret secret) {}

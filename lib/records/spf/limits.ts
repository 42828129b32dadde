/** DNS lookups that one evaluation may cost (RFC 7208 § 4.6.4). */
export const MOST_SPF_LOOKUPS = 10;
/** Lookups that may find nothing (RFC 7208 § 4.6.4). */
export const MOST_VOID_LOOKUPS = 2;
/** Hosts that one `mx` may lead to (RFC 7208 § 4.6.4). */
export const MOST_MX_HOSTS = 10;

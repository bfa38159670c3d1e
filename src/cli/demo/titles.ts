/** What an item is about. */
export type DemoType = 'story' | 'task' | 'bug';

/** A title with a gap, and three ways to fill it. */
type Pattern = readonly [type: DemoType, title: string, ...fillings: readonly [string, string, string]];

/** The work of a shop's team, in the order in which it turns to its themes; see the goals in `plan.ts`. */
export const shopPatterns: readonly Pattern[] = [
  // Search and catalogue
  ['story', 'Filter search results by {}', 'brand', 'price range', 'customer rating'],
  ['story', 'Suggest {} while typing in the search box', 'products', 'categories', 'recent searches'],
  ['story', 'Understand {} in search queries', 'typing mistakes', 'plural forms', 'article numbers'],
  ['story', 'Sort a category by {}', 'newest first', 'popularity', 'discount'],
  ['task', 'Rebuild the search index when {}', 'a price changes', 'a product is withdrawn', 'a translation arrives'],
  ['task', 'Measure {} in search', 'queries without a result', 'clicks per position', 'time to the first click'],
  ['story', 'Show a helpful page when {}', 'nothing was found', 'a category is empty', 'a product is sold out'],
  ['bug', 'Search forgets {} on the back button', 'the chosen filters', 'the page number', 'the sort order'],
  ['bug', 'Wrong result count when {}', 'two filters are combined', 'a variant is hidden', 'the query holds an accent'],
  // Product page
  ['story', 'Show {} on the product page', 'the delivery date', 'stock per size', 'customer photos'],
  ['story', 'Let customers compare {}', 'up to four products', 'sizes across brands', 'prices over time'],
  ['story', 'Recommend {} below the description', 'matching accessories', 'similar products', 'refill packs'],
  ['task', 'Load {} only when they are scrolled into view', 'reviews', 'product videos', 'recommendations'],
  ['task', 'Move {} to the new component library', 'the image gallery', 'the size picker', 'the price box'],
  ['story', 'Answer questions about {} from the product page', 'materials', 'assembly', 'compatibility'],
  ['bug', 'Product images are {} in Safari', 'stretched', 'blurred on zoom', 'missing after rotation'],
  ['bug', 'Price shows {} for a moment', 'the old value', 'the wrong currency', 'no tax'],
  // Cart and checkout
  ['story', 'Check out as a guest with {}', 'an e-mail address only', 'a delivery note', 'a company address'],
  ['story', 'Keep the cart {}', 'between devices', 'for thirty days', 'after signing out'],
  ['story', 'Correct {} without leaving the checkout', 'the address', 'the quantity', 'the delivery option'],
  ['story', 'Explain {} before the order is placed', 'shipping costs', 'split deliveries', 'import duties'],
  ['task', 'Cover {} with end-to-end tests', 'the guest checkout', 'voucher codes', 'address validation'],
  ['task', 'Split the checkout service: {}', 'extract pricing', 'extract shipping', 'extract taxes'],
  ['story', 'Accept {} in the cart', 'gift cards', 'voucher codes', 'several discounts'],
  ['bug', 'Cart total is off by one cent with {}', 'percentage vouchers', 'mixed tax rates', 'three for two offers'],
  ['bug', 'Checkout button stays disabled after {}', 'editing the address', 'removing a gift wrap', 'a failed payment'],
  // Payments
  ['story', 'Pay with {}', 'Apple Pay', 'invoice', 'instalments'],
  ['story', 'Remember {} for the next order', 'the card', 'the billing address', 'the preferred payment method'],
  ['task', 'Handle {} from the payment provider', 'delayed confirmations', 'duplicate webhooks', 'partial refunds'],
  ['task', 'Alert the team when {}', 'payments fail more than usual', 'a refund is stuck', 'the fraud check times out'],
  ['task', 'Rotate {} without downtime', 'the payment keys', 'the signing certificate', 'the webhook secret'],
  ['story', 'Let support {} from the order page', 'refund a single line', 'resend the invoice', 'cancel a payment'],
  ['bug', 'Payment page hangs when {}', 'the bank window is closed', 'the session expires', '3-D Secure is declined'],
  ['bug', 'Confirmation e-mail goes out {}', 'twice', 'before the payment', 'in the wrong language'],
  // Delivery and returns
  ['story', 'Return an order {}', 'without a printed label', 'at a parcel shop', 'in several parcels'],
  ['story', 'Track a parcel {}', 'on a map', 'without signing in', 'by text message'],
  ['story', 'Choose {} at checkout', 'a delivery day', 'a pick-up point', 'climate-neutral shipping'],
  ['task', 'Connect the carrier interface of {}', 'DHL', 'PostNord', 'GLS'],
  ['task', 'Import {} every night', 'carrier invoices', 'return reasons', 'customs tariffs'],
  ['story', 'Tell customers when {}', 'a delivery is late', 'a refund was sent', 'a return has arrived'],
  ['bug', 'Return label shows {}', 'the old warehouse address', 'no order number', 'a cut-off barcode'],
  ['bug', 'Tracking page fails for {}', 'split shipments', 'orders from the outlet', 'parcels to islands'],
  // Accounts
  ['story', 'Sign in with {}', 'a passkey', 'a one-time code', 'a company account'],
  ['story', 'Let customers manage {} themselves', 'newsletters', 'saved addresses', 'family members'],
  ['story', 'Reorder {} from the order history', 'a whole order', 'a single article', 'a subscription'],
  ['task', 'Delete {} after the legal period', 'inactive accounts', 'old invoices', 'support transcripts'],
  ['task', 'Move {} to the new identity service', 'password resets', 'sessions', 'two-factor settings'],
  ['story', 'Export {} on request', 'personal data', 'all invoices of a year', 'wish lists'],
  ['bug', 'Account page shows {}', 'orders of a merged account', 'a stale loyalty balance', 'deleted addresses'],
  // Speed and mobile
  ['task', 'Bring {} below two seconds on a slow phone', 'the home page', 'category pages', 'the first checkout step'],
  ['task', 'Cut {} from the start bundle', 'the chat widget', 'unused icons', 'the date library'],
  ['story', 'Make {} usable with one hand', 'the menu', 'the filter sheet', 'the cart'],
  ['task', 'Cache {} at the edge', 'category pages', 'product images', 'stock levels'],
  ['story', 'Support {} with a screen reader', 'the size picker', 'the checkout', 'product videos'],
  ['bug', 'Keyboard focus is lost after {}', 'closing a dialog', 'adding to the cart', 'changing the country'],
  ['bug', 'Layout jumps when {} loads', 'the consent banner', 'a promotion', 'the web font'],
  // Growth and care
  ['story', 'Send a reminder about {}', 'an abandoned cart', 'a product back in stock', 'an expiring voucher'],
  ['story', 'Let editors schedule {}', 'landing pages', 'home page banners', 'price campaigns'],
  ['task', 'Translate {} into Polish', 'the checkout', 'transactional e-mails', 'the help centre'],
  ['task', 'Upgrade {} to the current release', 'PostgreSQL', 'the web framework', 'the build tools'],
  ['task', 'Write a runbook for {}', 'a failed deployment', 'the Christmas peak', 'a lost message queue'],
  ['task', 'Replace {} with feature flags', 'the test branch', 'country switches', 'hidden menu entries'],
  ['story', 'Show managers {} on the dashboard', 'sales by hour', 'returns by reason', 'margin by category'],
  ['task', 'Archive {} older than two years', 'order logs', 'product feeds', 'audit entries'],
  ['bug', 'Nightly report leaves out {}', 'orders after midnight', 'cancelled lines', 'gift cards'],
  ['bug', 'Voucher {} is accepted twice', 'from a referral', 'with a changed case', 'in two open tabs'],
];

/** The work of a second, younger team. */
export const warehousePatterns: readonly Pattern[] = [
  ['story', 'Scan {} with the phone camera', 'shelf labels', 'parcels', 'pallets'],
  ['story', 'Guide pickers {}', 'along the shortest way', 'around blocked aisles', 'by voice'],
  ['story', 'Confirm {} offline', 'a pick', 'a put-away', 'a stock count'],
  ['story', 'Warn when {}', 'a shelf runs empty', 'a parcel is too heavy', 'a batch has expired'],
  ['story', 'Print {} from the handheld', 'shelf labels', 'packing slips', 'hazard signs'],
  ['task', 'Synchronise {} with the shop', 'stock levels', 'reservations', 'article data'],
  ['task', 'Model {} in the location tree', 'cold storage', 'the mezzanine', 'returns shelves'],
  ['task', 'Try out {} in the pilot warehouse', 'ring scanners', 'the packing table screen', 'colour-coded totes'],
  ['task', 'Simulate {} with last year’s orders', 'wave picking', 'a second shift', 'the December peak'],
  ['task', 'Set up {} for the pilot', 'device management', 'the training account', 'error reporting'],
  ['story', 'Count {} during the day', 'a single shelf', 'fast movers', 'returned goods'],
  ['story', 'Show the shift lead {}', 'open picks', 'late orders', 'pickers per zone'],
  ['bug', 'Scanner app loses {}', 'the session at shift change', 'scans in quick succession', 'the selected zone'],
  ['bug', 'Pick list repeats {}', 'a finished line', 'articles of merged orders', 'the first aisle'],
];

/** Every title of a list of patterns, theme by theme. */
export function titlesOf(patterns: readonly Pattern[]): readonly { readonly type: DemoType; readonly title: string }[] {
  return patterns.flatMap(([type, title, ...fillings]) =>
    fillings.map((filling) => ({ type, title: title.replace('{}', filling) })),
  );
}

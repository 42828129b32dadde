/** What Node 20 lacks of the platform that the rest of the code counts on; browsers and Node 24 have it. */
import 'core-js/stable/iterator/index.js';
import 'core-js/stable/map/index.js';
import 'core-js/stable/object/group-by.js';
import 'core-js/stable/set/index.js';
import 'core-js/stable/array/from-async.js';
import 'core-js/stable/promise/with-resolvers.js';
import 'core-js/stable/url/parse.js';

// The OAuth app of each customer, for programs in every language.
exports.namesOf = (n) => Array.from({ length: n }, (_, index) => `customer-${index + 1}`);

exports.appOf = (name) => ({ client_id: `app-of-${name}`, client_secret: `secret-of-${name}` });

-- Who did what and when stays; the words that people wrote may speak of the customer.
UPDATE audit SET reason = ? WHERE target = ? AND reason <> ''

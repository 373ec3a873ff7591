-- What was erased meanwhile stays erased, and what was described anew has the newer address.
UPDATE orders SET email_hash = ? WHERE id = ? AND body = ? AND erased_at IS NULL AND email_hash IS NULL

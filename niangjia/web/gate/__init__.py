"""The gate: a small server beside the pages, where hot pools are booked. Requests that come together commit together."""

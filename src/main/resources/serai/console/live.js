// Live parts of pages.

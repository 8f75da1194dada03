def read_listing(text, url, rules):
    return None

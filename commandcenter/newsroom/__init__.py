"""The sample newsroom: a loopback web server that plays the fictional outlets of the contoh pack.

It lets the whole product be seen, and tested, without internet. Nothing in here knows Django or
the monitoring code: the product meets it only as it meets the real web, through HTTP.
"""

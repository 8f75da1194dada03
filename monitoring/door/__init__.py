"""The one guarded door to the network: what may be asked, what comes back, within which bounds.

`http.Door` is the only opener of connections; `addresses` says what it refuses, `bodies` and
`answers` how much it reads and in which words it reports, `robots` what a site asks of us.
"""

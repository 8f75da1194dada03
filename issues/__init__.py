"""What the coverage means, and what people do about it: officials, tone, stories, issues, wall."""

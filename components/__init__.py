"""What draws: the screen pen and its controls. Computes no figure and knows no publisher."""

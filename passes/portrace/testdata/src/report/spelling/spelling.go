package spelling

package abstract

// It is bound in a file for Linux.
const shared = "@shared"

// Package program is the package under analysis as those see it who follow values through
// it: its functions, the sites at which they call others, what variables hold, how texts
// end, and whether an address has port 0.
package program

package program

// choices are bytes that decide, one after the other, what a program is made of.
type choices []byte

// pick returns a number below n; 0 once there are no more bytes.
func (c *choices) pick(n int) int {
	if len(*c) == 0 {
		return 0
	}
	b := (*c)[0]
	*c = (*c)[1:]
	return int(b) % n
}

func (c *choices) maybe() bool  { return c.pick(2) == 1 }
func (c *choices) rarely() bool { return c.pick(8) == 7 }

// one returns one of the options.
func (c *choices) one(options ...string) string { return options[c.pick(len(options))] }

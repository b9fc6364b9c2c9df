// Package conf reads a configuration from flags.
package conf

import "flag"

type Config struct{ Addr, Target string }

func Parse(args []string) (*Config, error) {
	var c Config
	fs := flag.NewFlagSet("server", flag.ContinueOnError)
	fs.StringVar(&c.Addr, "listen", ":8080", "")
	fs.StringVar(&c.Target, "target", "", "")
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	return &c, nil
}

func ListenAddr(fs *flag.FlagSet) *string { return fs.String("listen", ":8080", "") }

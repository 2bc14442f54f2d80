# Every relative link of the documentation leads to a file of the tree.
# perl links.pl ROOT
use strict;
use warnings;

chdir $ARGV[0] or die "cannot enter $ARGV[0]: $!\n";
my ($links, $dead) = (0, 0);
for my $page (glob('*.md docs/*.md docs/*/*.md')) {
    my $folder = $page =~ m{^(.*/)} ? $1 : '';
    open(my $handle, '<', $page) or die "$page: $!\n";
    while (my $line = <$handle>) {
        for my $target ($line =~ /\]\(([^)#:]+)(?:#[^)]*)?\)/g) {
            $links++;
            next if -e $folder . $target;
            print "$page:$.: there is no $target\n";
            $dead++;
        }
    }
    close($handle);
}
die "no link found\n" unless $links;
exit($dead ? 1 : 0);

require_relative '../../../lib/community/app_handler'

# What holds on any machine, and on a small one too: the gateway serves, and is closed to who has no password.
# That the model answers needs some 20 GB of memory: slm-copilot-validator, in the image, checks it where there are.
describe 'Appliance Certification' do
  include_context('vm_handler')

  local = 'https://localhost'
  curl = 'curl -s --cacert /var/lib/slm-copilot/tls/ca.pem -o /dev/null -w "%{http_code}"'

  it 'ended its installation' do
    expect(@info[:vm].ssh('dpkg -s slm-copilot').success?).to be(true)
  end

  it 'enabled gateway and engine' do
    expect(@info[:vm].ssh('systemctl is-enabled slm-copilot-gateway local-ai').success?).to be(true)
  end

  it 'is configured and bootstrapped' do
    waited = 'for i in $(seq 36); do grep -q bootstrap_success /etc/one-appliance/status && exit 0; sleep 5; done; exit 1'
    expect(@info[:vm].ssh(waited).success?).to be(true)
  end

  it 'says so at login' do
    expect(@info[:vm].ssh('cat /etc/motd').stdout).to include('All set and ready to serve')
  end

  it 'answers on HTTPS with its own CA' do
    expect(@info[:vm].ssh("#{curl} #{local}/health").stdout.strip).to eq('200')
  end

  it 'says whether the model is loaded' do
    expect(@info[:vm].ssh("#{curl} #{local}/readyz").stdout.strip).to match(/\A(200|503)\z/)
  end

  it 'lets nobody in without a password' do
    expect(@info[:vm].ssh("#{curl} #{local}/v1/models").stdout.strip).to eq('401')
  end

  it 'sends plain HTTP to HTTPS' do
    expect(@info[:vm].ssh("#{curl} http://localhost/").stdout.strip).to match(/\A30[178]\z/)
  end

  it 'wrote a report for root alone' do
    report = @info[:vm].ssh('stat -c "%a %U" /etc/one-appliance/config && cat /etc/one-appliance/config')
    expect(report.stdout).to start_with('600 root').and include('devstral-small-2')
  end
end

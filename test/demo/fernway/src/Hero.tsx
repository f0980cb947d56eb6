import logo from './assets/logo.svg';

export function Hero() {
	return (
		<header className="hero">
			<img src={logo} alt="Fernway" width={96} height={32} />
			<h1>Walk before the world wakes up</h1>

			<a href="/walks">Find a walk near you</a>
		</header>
	);
}
